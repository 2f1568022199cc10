// Builds dist/ out of src/: two tiny entries, and chunks that load when they are needed.
import { build, context } from "esbuild";
import { rm } from "node:fs/promises";

const options = {
  entryPoints: { cards: "src/entry.ts", panel: "src/panel.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  plugins: [],
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await rm("dist", { recursive: true, force: true });
  await build(options);
}
