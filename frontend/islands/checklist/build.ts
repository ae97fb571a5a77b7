// Small makers of elements: no markup is ever parsed, so an author's words stay words.

type Content = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | undefined>;

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...content: Content[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...content.filter((each): each is Node | string => !!each));
  return element;
}

/** Words with **strong** parts and line breaks; other marks of rich text are left out. */
export function rich(text: string): Node[] {
  const plain = text.replace(/<[^>]*>/g, "").replace(/^#+\s*/gm, "");
  return plain.split(/(\*\*[^*]+\*\*|\n)/).filter(Boolean).map((part) => {
    if (part === "\n") return make("br");
    return part.startsWith("**") ? make("strong", {}, part.slice(2, -2)) : document.createTextNode(part);
  });
}

/** Set the content only when it changes, so that a screen reader is not told the same again. */
export function write(element: HTMLElement, text: string): void {
  if (element.dataset.said === text) return;
  element.dataset.said = text;
  element.replaceChildren(...rich(text));
}
