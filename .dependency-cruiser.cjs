// The rooms of the project and which way they face: a room may import only rooms above it in this list.
// See docs/architecture.md. Adding a room means adding its line.
const rooms = [
  "text",
  "diagnostics",
  "values",
  "syntax",
  "format",
  "builtins",
  "semantics",
  "schedule",
  "interpreter",
  "memory",
  "project",
  "runtime",
  "agents",
  "testing",
  "docs",
  "daemon",
  "lsp",
  "cli",
];
/** Rooms without any input or output: they also run in a browser. */
const pure = ["text", "diagnostics", "values", "syntax", "format", "builtins", "semantics", "schedule", "interpreter"];
/** Faces may use every room, and no room uses them. */
const faces = ["lsp", "cli"];

const anyOf = (names) => `^src/(${names.join("|")})/`;
const pureEntry = "^src/core\\.ts$";

const order = rooms
  .map((room, index) => ({ room, below: rooms.slice(index + 1) }))
  .filter(({ below }) => below.length > 0)
  .map(({ room, below }) => ({
    name: `${room}-looks-up-only`,
    comment: `src/${room} may import only the rooms above it.`,
    severity: "error",
    from: { path: anyOf([room]) },
    to: { path: anyOf(below) },
  }));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...order,
    {
      name: "known-rooms-only",
      comment: "A folder of src that is no room of the list has no place in the order yet.",
      severity: "error",
      from: {},
      to: { path: "^src/[^/]+/", pathNot: anyOf(rooms) },
    },
    {
      name: "faces-are-last",
      comment: "No room and no face uses another face.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: anyOf(faces), pathNot: "^src/$1/" },
    },
    {
      name: "pure-rooms-do-no-io",
      comment: "Pure rooms import no Node built-ins.",
      severity: "error",
      from: { path: [anyOf(pure), pureEntry] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "pure-rooms-take-no-packages",
      comment: "The parser library is the only package a pure room uses.",
      severity: "error",
      from: { path: [anyOf(pure), pureEntry] },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"],
        pathNot: "node_modules/(chevrotain|@chevrotain)/",
      },
    },
    {
      name: "core-is-pure",
      comment: "The core entry exports pure rooms only.",
      severity: "error",
      from: { path: pureEntry },
      to: { path: "^src/", pathNot: anyOf(pure) },
    },
    {
      name: "chevrotain-in-syntax-only",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/syntax/" },
      to: { path: "(^|/)node_modules/@?chevrotain" },
    },
    {
      name: "sqlite-in-memory-only",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/memory/" },
      to: { path: "(^|/)node_modules/(@types/)?better-sqlite3" },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: {},
      // Imports of types alone are gone when the code runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "declared-packages-only",
      comment: "What the product needs at run time stands in dependencies.",
      severity: "error",
      from: { path: "^src/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
