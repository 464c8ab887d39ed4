/** Bind a behaviour to every element that carries the data-attribute. Modules run after parsing, so nothing to wait for.
 * @param {string} selector for example "[data-burger]"
 * @param {(element: HTMLElement) => void} bind
 * @param {ParentNode} root */
export function ready(selector, bind, root = document) {
  for (const element of root.querySelectorAll(selector)) {
    bind(element);
  }
}
