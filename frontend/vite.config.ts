// Builds the shell and the islands into the static folder of linli.web, and one sprite of the icons in icons.txt.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

function sprite(): Plugin {
  const drawing = (name: string): string => {
    const [icon, style] = name.endsWith("-filled") ? [name.slice(0, -7), "filled"] : [name, "outline"];
    const svg = readFileSync(`node_modules/@tabler/icons/icons/${style}/${icon}.svg`, "utf8");
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).trim();
    const paint =
      style === "filled"
        ? 'fill="currentColor" stroke="none"'
        : 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
    return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
  };
  return {
    name: "linli-sprite",
    generateBundle() {
      const names = readFileSync("icons.txt", "utf8").split(/\s+/).filter(Boolean);
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(drawing).join("")}</svg>`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}

// The web server hands out the packed copy that stands beside a file.
function packed(): Plugin {
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
  return {
    name: "linli-packed",
    writeBundle(options) {
      for (const path of files(options.dir ?? "").filter((name) => /\.(js|css|svg)$/.test(name))) {
        const content = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(content));
      }
    },
  };
}

export default defineConfig({
  base: "/static/web/dist/",
  plugins: [sprite(), packed()],
  build: {
    target: "es2021",
    manifest: true,
    outDir: "../src/linli/web/static/web/dist",
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1400,
    rollupOptions: { input: { main: "shell/main.ts", map: "islands/map/map.ts", checklist: "islands/checklist/island.ts", pocket: "pocket/app.ts", helper: "pocket/helper.ts", report: "report/island.ts", enter: "report/enter.ts", countdown: "islands/countdown.ts" } },
  },
});
