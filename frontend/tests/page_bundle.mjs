// Writes the checklist island as one script, as a browser would get it: the server's tests look at it in a browser.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const made = await build({
  configFile: false,
  logLevel: "silent",
  root: fileURLToPath(new URL("..", import.meta.url)),
  build: { write: false, target: "es2021", rollupOptions: { input: "islands/checklist/island.ts" } },
});
process.stdout.write(made.output[0].code);
