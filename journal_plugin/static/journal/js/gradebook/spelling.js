/** Words of the term column («н/а», «а/з», «зачёт», «НПА») typed on the keyboard: the first letter puts the word, the cursor
 *  stays, and the letters that follow are taken as its rest. */
const LETTERS = { KeyY: "н", KeyF: "а", KeyP: "з", KeyG: "п", KeyX: "ч", Backquote: "ё", KeyN: "т", Slash: "/" };
const FIRST = { н: "н/а", а: "а/з", з: "зачёт", п: "НПА" };

export class Spelling {
  /** @param {string[]} offered the words that may stand in the column */
  constructor(desk, offered) {
    Object.assign(this, { desk, offered, rest: "", td: null });
  }

  /** Whether the key was one of a word, and what it does is done. */
  takes(event) {
    const { cursor, grid } = this.desk;
    if (!grid.columns[cursor.column]?.term) {
      return false;
    }
    const key = event.key.toLowerCase();
    const letter = /^[а-яё/]$/.test(key) ? key : event.shiftKey ? null : LETTERS[event.code];
    if (!letter) {
      return false;
    }
    if (this.td === cursor.td && this.rest.startsWith(letter)) {
      this.rest = this.rest.slice(1);
      return true;
    }
    const word = FIRST[letter];
    if (!this.offered.includes(word)) {
      return letter === "/";
    }
    this.desk.enter(grid.address(cursor.row, cursor.column, "f"), word);
    const typed = word.toLowerCase();
    Object.assign(this, { td: cursor.td, rest: typed.slice(typed.indexOf(letter) + 1) });
    return true;
  }
}
