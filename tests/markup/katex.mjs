// Reads a JSON list of formulas from stdin and renders each by KaTeX in strict mode; prints those that it refuses.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const katex = createRequire(process.argv[2] + "/")("katex");
const formulas = JSON.parse(readFileSync(0, "utf8"));
const refused = [];
for (const formula of formulas) {
  try {
    katex.renderToString(formula, { displayMode: true, strict: "error", throwOnError: true, trust: false });
  } catch (error) {
    refused.push({ formula, error: String(error.message) });
  }
}
console.log(JSON.stringify({ version: katex.version, count: formulas.length, refused }));
