// What waits on this phone and what was just sent, above the form.
import { drop, receipts, takeBack, waiting, type Entry } from "./box";
import { sendAll } from "./send";

const EVERY = 60_000;

export class Waiting {
  private busy = false;
  private readonly place = document.querySelector<HTMLElement>("#report-outbox");

  constructor(private readonly base: IDBDatabase, private readonly words: DOMStringMap, private readonly edit: (entry: Entry) => void) {
    window.addEventListener("online", () => void this.send());
    window.setInterval(() => void this.send(), EVERY);
    navigator.serviceWorker?.addEventListener("message", () => void this.show());
  }

  async send(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await sendAll(this.base);
    } finally {
      this.busy = false;
    }
    await this.show();
  }

  async show(): Promise<void> {
    if (!this.place) return;
    const [here, sent] = [await waiting(this.base), await receipts(this.base)];
    this.place.hidden = !here.length && !sent.length;
    this.place.replaceChildren(
      ...sent.map((one) => {
        const card = this.card("alert-success", `${this.words.sent} · ${one.number}`, `${this.words.code} ${one.code}`);
        const look = document.createElement("a");
        look.className = "btn btn-primary";
        look.href = one.address;
        look.textContent = this.words.look ?? "";
        look.addEventListener("click", () => void drop(this.base, one.nonce));
        card.append(look);
        return card;
      }),
      ...here.map((entry) => this.letter(entry)),
    );
  }

  private letter(entry: Entry): HTMLElement {
    const words = entry.fields.find(([name]) => name === "words")?.[1] ?? "";
    const said = entry.fault ? `${this.words.refused}${entry.fault}` : (this.words.kept ?? "");
    const card = this.card(entry.fault ? "alert-danger" : "alert-warning", said, words.slice(0, 60));
    if (entry.fault) card.append(this.button(this.words.edit, () => takeBack(this.base, { ...entry, fault: undefined }).then(() => this.edit(entry))));
    else card.append(this.button(this.words.again, () => this.send()));
    card.append(this.button(this.words.drop, () => drop(this.base, entry.nonce).then(() => this.show())));
    return card;
  }

  private card(css: string, title: string, text: string): HTMLElement {
    const card = document.createElement("div");
    card.className = `alert report-letter mb-0 ${css}`;
    const [head, body] = [document.createElement("b"), document.createElement("p")];
    [head.textContent, body.textContent] = [title, text];
    card.append(head, body);
    return card;
  }

  private button(words: string | undefined, act: () => Promise<void>): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = words ?? "";
    button.addEventListener("click", () => void act());
    return button;
  }
}
