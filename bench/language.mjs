// How far the interpreter is from plain JavaScript: paired and interleaved, in one process.
//   npm run build && npm run bench:language            all programs
//   npm run bench:language -- fib                      those whose name contains the word
// Every line: median of the ratio Aether / JavaScript over the rounds, and the median times.
import { defaultLimits, Execution, Program, TextModules } from "../dist/core.js";

const programs = {
  "fib(22), direct": {
    aether: "fn fib(n) { if n < 2 { return n }\nreturn fib(n - 1) + fib(n - 2) }\nreturn fib(22)",
    js: () => {
      const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
      return fib(22);
    },
  },
  "fib(22), waiting form": {
    aether: "fn fib(n) { if n < 2 { return n }\nreturn fib(n - 1) + fib(n - 2) }\nreturn fib(22)",
    mode: "sliced",
    js: () => {
      const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
      return fib(22);
    },
  },
  "loop of 300,000 additions": {
    aether: "let sum = 0\nfor i in range(300000) { sum += i % 7 }\nreturn sum",
    js: () => {
      let sum = 0;
      for (let i = 0; i < 300000; i++) sum += i % 7;
      return sum;
    },
  },
  "objects: 30,000 made and read": {
    aether:
      'let total = 0\nfor i in range(30000) { let o = {id: "a{i}", n: i, tags: ["x"]}\ntotal += o.n + o.tags.length }\nreturn total',
    js: () => {
      let total = 0;
      for (let i = 0; i < 30000; i++) {
        const o = { id: `a${i}`, n: i, tags: ["x"] };
        total += o.n + o.tags.length;
      }
      return total;
    },
  },
  "map, filter, reduce over 50,000": {
    aether: "return range(50000).map(x => x * 2).filter(x => x % 3 == 0).reduce((a, b) => a + b, 0)",
    js: () =>
      Array.from({ length: 50000 }, (_, i) => i)
        .map((x) => x * 2)
        .filter((x) => x % 3 === 0)
        .reduce((a, b) => a + b, 0),
  },
  "sort_by over 10,000": {
    aether: "let xs = range(10000).map(i => {k: 0, v: (i * 7919) % 10007})\nreturn xs.sort_by(x => x.v)[0].v".replace(
      "i => {k: 0, v: (i * 7919) % 10007}",
      "i => ({k: 0, v: (i * 7919) % 10007})",
    ),
    js: () => Array.from({ length: 10000 }, (_, i) => ({ k: 0, v: (i * 7919) % 10007 })).sort((a, b) => a.v - b.v)[0].v,
  },
  "strings: 20,000 interpolated": {
    aether: 'let n = 0\nfor i in range(20000) { n += "agent {i} is {i % 2 == 0 ? "on" : "off"}".length }\nreturn n',
    js: () => {
      let n = 0;
      for (let i = 0; i < 20000; i++) n += `agent ${i} is ${i % 2 === 0 ? "on" : "off"}`.length;
      return n;
    },
  },
};

const host = {
  perform: () => null,
  clock: () => performance.now(),
  cancelled: () => null,
  config: (_plugin, declared) => declared,
  loadState: (_plugin, declared) => declared,
};

function prepare(text, mode = "fast") {
  const limits = { ...defaultLimits };
  const modules = new TextModules({ "bench.aether": text });
  const program = new Program(modules, { limits, storeWaits: false, everythingWaits: mode === "sliced" });
  const module = program.load(modules.resolve("bench", null));
  if (module.diagnostics.length > 0) throw new Error(module.diagnostics[0].message);
  return () => {
    const execution = new Execution(program, host, { mode, limits });
    const activity = execution.runFile(module, null);
    let turn = activity.resume();
    while (!turn.done) turn = activity.resume();
    if (!turn.outcome.ok) throw new Error(turn.outcome.error.message);
    return turn.outcome.value;
  };
}

const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1];
const time = (f) => {
  const start = performance.now();
  f();
  return performance.now() - start;
};

const rounds = 21;
const wanted = process.argv[2] ?? "";
console.log("| program | Aether / JavaScript | Aether ms | JavaScript ms |\n|---|---|---|---|");
for (const [name, { aether, js, mode }] of Object.entries(programs)) {
  if (!name.includes(wanted)) continue;
  const run = prepare(aether, mode);
  if (run() !== js()) throw new Error(`${name}: the results differ`);
  for (let i = 0; i < 5; i++) {
    run();
    js();
  }
  const ours = [];
  const theirs = [];
  for (let i = 0; i < rounds; i++) {
    ours.push(time(run));
    theirs.push(time(js));
  }
  const ratio = median(ours.map((t, i) => t / theirs[i]));
  console.log(`| ${name} | ${ratio.toFixed(1)} | ${median(ours).toFixed(2)} | ${median(theirs).toFixed(3)} |`);
}
