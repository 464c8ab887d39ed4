/** A copied column read into names and values, and names found in a list (pure; the twin of gradebook/naming.py). */

/** Words of a name as they are compared: lower case, ё as е, without dots. */
export function folded(text) {
  return text.toLowerCase().replaceAll("ё", "е").split(/[^a-zа-я-]+/).filter((word) => word.length > 0 && word !== "-");
}

/** Whether a written name, in any order of its parts, may mean the person; an initial stands for a name. */
export function means(written, last, first) {
  const words = folded(written);
  for (const part of folded(last)) {
    const at = words.indexOf(part);
    if (at < 0) {
      return false;
    }
    words.splice(at, 1);
  }
  const [own] = folded(first);
  return !words.length || words.some((word) => word === own || (word.length === 1 && word === own?.[0]));
}

const isNamed = (cell) => folded(cell).some((word) => word.length > 1);

/** Lines of a copied range: {name, value}; the value is the last cell, the name all the other cells with words in them.
 *  Null where several columns of values were copied. */
export function readRange(text) {
  const rows = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t").map((cell) => cell.trim()));
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const lines = rows.map((cells) => ({
    name: cells.slice(0, width - 1).filter(isNamed).join(" "), value: cells[width - 1] ?? "",
  }));
  return width > 1 && !lines.some(({ name }) => name) ? null : lines;
}

/** The marks and signs in a value: «5», «н», «5/4»; null where something else stands in it. */
export function readValue(value, known) {
  const parts = value.toLowerCase().split("/").map((part) => part.trim());
  const isKnown = parts.every((part) => known.includes(part)) && (parts.length === 1 || parts.every((part) => /^\d$/.test(part)));
  return isKnown ? parts : null;
}
