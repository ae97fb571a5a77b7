// Counts a speaker's time down between two looks at the server; without it the page shows what the server knew.
const ends = new WeakMap<HTMLElement, number>();

function shown(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick(): void {
  const now = performance.now();
  document.querySelectorAll<HTMLElement>("[data-left]").forEach((clock) => {
    let end = ends.get(clock);
    if (end === undefined) {
      end = now + Number(clock.dataset.left) * 1000;
      ends.set(clock, end);
    }
    const words = shown(end - now);
    if (clock.textContent !== words) clock.textContent = words;
    clock.classList.toggle("countdown-over", end <= now);
  });
}

tick();
setInterval(tick, 250);
