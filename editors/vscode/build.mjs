/** Bundles the extension into one file, draws its icon, and takes the project's licence along. */

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "out/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["vscode"],
  minify: true,
});

const icon = new Resvg(readFileSync("icon.svg", "utf8"), { fitTo: { mode: "width", value: 256 } });
writeFileSync("icon.png", icon.render().asPng());
copyFileSync("../../LICENSE", "LICENSE");
