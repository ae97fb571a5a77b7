// What every view shares: one view at a time, sentences, small pieces of lists.
export const phrases = JSON.parse(document.getElementById("phrases")?.textContent ?? "{}") as Record<string, string>;

export function words(key: string, values: Record<string, string> = {}): string {
  return (phrases[key] ?? key).replace(/⟦(\w+)⟧/g, (_whole, name: string) => values[name] ?? "");
}

export function one<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`nothing at ${selector}`);
  return found;
}

export function show(view: string): void {
  document.querySelectorAll<HTMLElement>("[data-view]").forEach((each) => (each.hidden = each.dataset.view !== view));
  const isOpen = view === "list" || view === "door" || view === "sent";
  document.querySelectorAll<HTMLElement>("[data-open]").forEach((each) => (each.hidden = !isOpen));
  one("[data-go]").hidden = view !== "door" && view !== "sent";
}

export function tell(sentence: string, kind: "warning" | "success" = "warning", signIn = false): void {
  const line = one("#told");
  line.hidden = !sentence;
  line.className = `alert alert-${kind}`;
  one("#told > [data-said]").textContent = sentence;
  one("#signin").hidden = !signIn;
}

export function made<Kind extends keyof HTMLElementTagNameMap>(
  kind: Kind, css = "", text = "", children: Node[] = [],
): HTMLElementTagNameMap[Kind] {
  const found = document.createElement(kind);
  if (css) found.className = css;
  if (text) found.textContent = text;
  found.append(...children);
  return found;
}

export const moment = (at: string): string =>
  new Date(at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

export const shortly = (digest: string): string => digest.slice(0, 12);
