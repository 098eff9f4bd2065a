export const $ = (id) => document.getElementById(id);

/** An element with properties (or attributes, where the name has a dash or is `class`, `role`, `style`) and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element && name !== 'style') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Shows items as children of a list; an element is made again only when what it shows has changed. */
export function show(list, items, make) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const shown = JSON.stringify(item);
    const old = known.get(item.key);
    if (old?.shown === shown) return old;
    const made = make(item);
    made.dataset.key = item.key;
    made.shown = shown;
    return made;
  });
  const focused = wanted.some((child, at) => list.children[at] !== child) && list.contains(document.activeElement)
    ? document.activeElement.dataset.key : null;
  if (wanted.length !== list.children.length || focused !== null || wanted.some((child, at) => list.children[at] !== child)) {
    list.replaceChildren(...wanted);
  }
  if (focused) [...list.children].find((child) => child.dataset.key === focused)?.focus();
}

/** A stable colour for a name. */
export const hue = (name) => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

export const avatar = (name, online) =>
  el('span', { class: `avatar${online ? ' online' : ''}`, style: `--hue: ${hue(name)}`, 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase());
