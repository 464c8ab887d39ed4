/** Averages of [{value, weight}]: the twin of gradebook/totals.py and marks/averages.py. */
const FEW = 3;
/** In hundredths. */
const LOW = 300;

export const isCounted = ({ value }) => /^\d+$/.test(value);

function sums(marks, isWeighted) {
  return marks.reduce(([total, weights], { value, weight }) => {
    const share = isWeighted ? weight : 1;
    return [total + Number(value) * share, weights + share];
  }, [0, 0]);
}

/** The average in hundredths, rounded half up; null without marks. */
function hundredths(marks, isWeighted) {
  const [total, weights] = sums(marks, isWeighted);
  return weights ? Math.floor((200 * total + weights) / (2 * weights)) : null;
}

const two = (value) => (value === null ? "–" : (value / 100).toFixed(2).replace(".", ","));

/** «4,33»; a dash without marks. */
export function average(marks, isWeighted) {
  return two(hundredths(marks, isWeighted));
}

/** «4,3» of a column; nothing without marks. */
export function columnAverage(marks, isWeighted) {
  const value = hundredths(marks, isWeighted);
  return value === null ? "" : (Math.floor((value + 5) / 10) / 10).toFixed(1).replace(".", ",");
}

/** «(5·1 + 4·2) / 3»; weights only where they differ from one. */
function formula(marks, isWeighted) {
  const shows = isWeighted && marks.some(({ weight }) => weight !== 1);
  const terms = marks.map(({ value, weight }) => (shows ? `${value}·${weight}` : value)).join(" + ");
  return `(${terms}) / ${sums(marks, shows)[1]}`;
}

/** A learner's count, average, its formula and its look, ready to print. */
export function rowTotal(marks, isWeighted) {
  const value = hundredths(marks, isWeighted);
  if (value === null) {
    return { count: "", average: two(null), formula: "", look: "" };
  }
  const look = marks.length < FEW ? "few" : value < LOW ? "low" : "";
  return { count: String(marks.length), average: two(value), formula: `${formula(marks, isWeighted)} = ${two(value)}`, look };
}
