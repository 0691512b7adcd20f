// Writes grammar/aether.tmLanguage.json, the highlighting grammar for editors, from the parser's tokens.
//   node scripts/textmate.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const bundle = await build({
  entryPoints: [join(root, "grammar", "textmate.ts")],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const code = Buffer.from(bundle.outputFiles[0].contents).toString("base64");
const { textMateGrammar } = await import(`data:text/javascript;base64,${code}`);
const file = join(root, "grammar", "aether.tmLanguage.json");
writeFileSync(file, `${JSON.stringify(textMateGrammar(), null, 2)}\n`);
execFileSync(join(root, "node_modules", ".bin", "biome"), ["format", "--write", file], { cwd: root, stdio: "ignore" });
