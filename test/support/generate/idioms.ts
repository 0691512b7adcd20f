import { callback, condition, expression, unbraced } from "./expressions.ts";
import { statements } from "./statements.ts";
import { block, type Writer } from "./writer.ts";

/**
 * Small pieces of program in which features meet that seldom do by chance: leaving expressions and `finally` blocks,
 * waiting inside of callbacks, closures over loop variables, timers, transactions, limits.
 */
export function idiom(w: Writer, depth: number): string {
  return w.weighted<() => string>([
    [4, () => leavingExpression(w)],
    [3, () => finallyInLoop(w, depth)],
    [3, () => finallyAfterReturn(w)],
    [3, () => closures(w)],
    [3, () => methods(w)],
    [2, () => callByName(w)],
    [4, () => waitingCallback(w)],
    [2, () => timers(w)],
    [3, () => transaction(w, depth)],
    [3, () => defaults(w)],
    [3, () => rethrow(w, depth)],
    [2, () => cycle(w)],
    [1, () => endless(w)],
  ])();
}

/** An `if` or `match` in the middle of an expression that leaves the loop or function around it. */
function leavingExpression(w: Writer): string {
  const x = w.fresh("x");
  const leave = w.pick(["break", "continue"]);
  const shape = w.below(3);
  if (shape === 0) {
    return `for ${x} in range(4) {\n  print(${x} + (if ${condition(w, 1)} { ${x} } else { ${leave} }))\n}`;
  }
  if (shape === 1) {
    const f = w.fresh("f");
    const value = unbraced(w, "number", 1);
    return `fn ${f}(n) {\n  return [n, match n {\n    case 1: return "early"\n    default: ${value}\n  }]\n}\nprint(${f}(1), ${f}(2))`;
  }
  return `for ${x} in [1, 2, 3] {\n  let o = {a: ${x}, b: if ${x} == 2 { ${leave} } else { ${unbraced(w, "string", 1)} }}\n  print(o)\n}`;
}

function finallyInLoop(w: Writer, depth: number): string {
  const x = w.fresh("x");
  const leave = w.pick(["break", "continue", 'throw "stop"', "wait 1ms"]);
  const inner = w.scoped(() => statements(w, 1, Math.min(depth, 1)));
  const loop = `for ${x} in range(3) {\n  try {\n    if ${condition(w, 1)} { ${leave} }\n    print(${x})\n  } finally ${block(["print(0)", ...inner])}\n}`;
  return `try ${block([loop])} catch (e) { print(e.data) }`;
}

function finallyAfterReturn(w: Writer): string {
  const f = w.fresh("f");
  const ending = w.pick(["return 2", "print(3)", 'throw "from finally"', "wait 0", "null"]);
  const body = w.pick(["return 1", 'throw "from try"', "return print(1)"]);
  return `fn ${f}() {\n  try { ${body} } finally { if ${condition(w, 1)} { ${ending} } }\n}\ntry { print(${f}()) } catch (e) { print(e) }`;
}

function closures(w: Writer): string {
  const fs = w.fresh("fs");
  const step = w.pick(["i++", "i += 2", "i"]);
  return w.pick([
    `let ${fs} = []\nfor i in range(3) { ${fs}.push(() => { ${step}\n return i }) }\nprint(${fs}.map(f => [f(), f()]))`,
    `let ${fs} = []\nlet n${fs} = 0\nwhile n${fs} < 3 {\n  let m = n${fs}\n  ${fs}.push(() => m + n${fs})\n  n${fs}++\n}\nprint(${fs}.map(f => f()))`,
    `let ${fs} = [1, 2, 3]\nfor x in ${fs} { ${fs}.push(x) }\nprint(${fs})`,
  ]);
}

function methods(w: Writer): string {
  const o = w.fresh("o");
  const value = expression(w, "number", 1);
  const use = w.pick([
    `print(${o}.get(), ${o}.arrow(), ${o}["get"]())`,
    `print(call ${o}.get())`,
    `let g${o} = ${o}.get\ntry { print(g${o}()) } catch (e) { print(e.message) }`,
    `print(${o}.get.call({n: 5}), ${o}.get.bind({n: 6})())`,
    `print(${o}.missing?.(), ${o}.get?.(), ${o}.keys)`,
  ]);
  return `let ${o} = {n: ${value}, get: function() { return this.n }, arrow: () => this == null}\n${use}`;
}

function callByName(w: Writer): string {
  const target = w.fresh("target");
  const call = w.pick([
    `call ${target}.helper(1)`,
    `call ${target}.status()`,
    `call_plugin(${target}, {n: 1})`,
    `has_method(${target}, "ping")`,
  ]);
  return `let ${target} = ${w.pick(['"fuzz"', '"missing"', '"system/utils"'])}\ntry { print(${call}) } catch (e) { print(e.code) }`;
}

function waitingCallback(w: Writer): string {
  const pause = w.pick(["wait 1ms", "sleep(1)", "wait 0"]);
  const numbers = expression(w, "numbers", 1);
  return w.pick([
    `print(${numbers}.map(x => { ${pause}\n return x }))`,
    `print(${numbers}.sort((a, b) => { ${pause}\n return b - a }))`,
    `print(${numbers}.filter(x => { ${pause}\n return x > 1 }).reduce((a, b) => { ${pause}\n return a + b }, 0))`,
    `print(${expression(w, "string", 1)}.replace(/[a-z]/g, m => { ${pause}\n return m + m }))`,
    `print(${numbers}.sort_by(x => { ${pause}\n return -x }), ${numbers}.find(x => { ${pause}\n return x == 2 }))`,
    `print(Object.groupBy(${numbers}, ${callback(w, ["number"], "string", 1)}))`,
  ]);
}

function timers(w: Writer): string {
  const t = w.fresh("timer");
  const after = w.pick([`clearTimeout(${t})`, "wait 5ms", "print(1)"]);
  return `let ${t} = setTimeout((x) => { print("timer", x) }, ${w.pick(["0", "2", "10"])}, ${expression(w, "number", 0)})\n${after}`;
}

function transaction(w: Writer, depth: number): string {
  const inner = w.scoped(() => statements(w, 1, Math.min(depth, 1)));
  const ending = w.pick(['throw "undo"', "return 5", "wait 1ms", 'return count_memory({type: "fuzz"})']);
  const body = block(['store_memory({id: "in", type: "fuzz", n: 9})', ...inner, ending]);
  return `try { print(transaction(() => ${body})) } catch (e) { print(e.message) }\nprint(get_memory("in") == null)`;
}

function defaults(w: Writer): string {
  const f = w.fresh("f");
  const fallback = expression(w, "number", 1);
  const call = w.pick(["()", "(1)", "(1, null)", "(1, 2, {})", "(...[1, 2, {n: 3}, 4, 5])", "(null, 1, {n: null})"]);
  return `fn ${f}(a = ${fallback}, b = [a], {n = b} = {}, ...rest) { return [a, b, n, rest] }\nprint(${f}${call})`;
}

function rethrow(w: Writer, depth: number): string {
  w.guarded += 1;
  const inner = w.scoped(() => statements(w, 1, Math.min(depth, 1)));
  w.guarded -= 1;
  const thrown = expression(w, w.pick(["string", "record", "error", "null"]), 1);
  return `try {\n  try ${block([...inner, `throw ${thrown}`])} catch (e) {\n    throw e\n  }\n} catch (e) { print(e.message, e.data, e.type, e.span, e.stack) }`;
}

/** Values that hold themselves are printed and compared, and refused where JSON is asked for. */
function cycle(w: Writer): string {
  const xs = w.fresh("xs");
  const use = w.pick([`print(${xs})`, `print(${xs} == ${xs})`, `JSON.stringify(${xs})`, `store_memory({list: ${xs}})`]);
  return `let ${xs} = [1]\n${xs}.push(${xs})\ntry { ${use} } catch (e) { print(e.message) }`;
}

/** Ends at a limit, which nothing can catch. */
function endless(w: Writer): string {
  if (!w.chance(20)) return "print(1)";
  const f = w.fresh("f");
  return w.pick([
    `fn ${f}(n) { return ${f}(n + 1) + 1 }\ntry { ${f}(0) } catch { print("never") } finally { print("finally") }`,
    `let ${f} = 0\nwhile true { ${f}++ }`,
    `try { print("x".repeat(1e9)) } catch { print("never") } finally { print("finally") }`,
    `fn ${f}(n) { return [1].map(x => ${f}(n + x)) }\nprint(${f}(0))`,
  ]);
}
