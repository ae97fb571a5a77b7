// The chosen pictures: made smaller on the phone, shown, taken out again.
import { lighter } from "../islands/checklist/photos";

const LONGEST = 1600;

export class Photos {
  held: ArrayBuffer[] = [];
  private readonly list: HTMLElement;
  private readonly input: HTMLInputElement;

  constructor(form: HTMLFormElement, private readonly words: DOMStringMap, private readonly changed: () => void, private readonly tell: (said: string) => void) {
    this.list = form.querySelector("[data-thumbs]") as HTMLElement;
    this.input = form.querySelector("#id_photos") as HTMLInputElement;
    this.input.closest("label")?.classList.add("is-quiet");
    this.input.addEventListener("change", () => void this.take(Number(form.dataset.most ?? 6)));
  }

  private async take(most: number): Promise<void> {
    for (const file of [...(this.input.files ?? [])]) {
      if (this.held.length >= most) {
        this.tell(this.words.most ?? "");
        break;
      }
      try {
        this.held.push(await (await lighter(file, LONGEST)).arrayBuffer());
      } catch {
        this.tell(this.words.photo ?? "");
      }
    }
    this.input.value = "";
    this.show();
    this.changed();
  }

  put(photos: ArrayBuffer[]): void {
    this.held = [...photos];
    this.show();
  }

  private show(): void {
    this.list.replaceChildren(
      ...this.held.map((bytes, at) => {
        const item = document.createElement("li");
        const picture = document.createElement("img");
        picture.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
        picture.onload = () => URL.revokeObjectURL(picture.src);
        picture.alt = "";
        const out = document.createElement("button");
        out.type = "button";
        out.textContent = "×";
        out.title = this.words.remove ?? "";
        out.setAttribute("aria-label", this.words.remove ?? "");
        out.addEventListener("click", () => {
          this.held.splice(at, 1);
          this.show();
          this.changed();
        });
        item.append(picture, out);
        return item;
      }),
    );
  }
}
