export { dump } from "./dump.ts";
export { defaultLimits, keepTree, type Parsed, parse, type SyntaxLimits } from "./parse.ts";
export { type SyntaxToken, tokenize } from "./tokenize.ts";
export { children, kinds, walk } from "./walk.ts";
