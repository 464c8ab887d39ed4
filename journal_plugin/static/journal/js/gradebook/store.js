/** Unsent entries, kept in the browser until the server has answered for them. Without IndexedDB (a private window)
 *  they live in memory. An entry: {id (its place in the order), tab, user, journal, url, key, op, expected, label, tried}. */
const NAME = "journal";
const ENTRIES = "entries";

function opened() {
  return new Promise((resolve) => {
    let request;
    try {
      request = indexedDB.open(NAME, 1);
    } catch {
      resolve(null);
      return;
    }
    request.onupgradeneeded = () => request.result.createObjectStore(ENTRIES, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Store {
  static async open() {
    return new Store(await opened());
  }

  constructor(database) {
    this.database = database;
  }

  entries(mode) {
    return this.database.transaction(ENTRIES, mode).objectStore(ENTRIES);
  }

  /** Changes the store in a transaction that is told to commit at once: a page that closes now no longer undoes it. */
  async change(how) {
    if (this.database) {
      const entries = this.entries("readwrite");
      const request = how(entries);
      entries.transaction.commit();
      await done(request);
    }
  }

  /** All entries of one user, in the order in which they were typed. */
  async all(user) {
    if (!this.database) {
      return [];
    }
    const rows = await done(this.entries("readonly").getAll());
    return rows.filter((row) => row.user === user);
  }

  async put(entry) {
    await this.change((entries) => entries.put(entry));
  }

  async remove(entry) {
    await this.change((entries) => entries.delete(entry.id));
  }
}
