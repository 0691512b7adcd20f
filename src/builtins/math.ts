import { numberAt } from "./arguments.ts";
import { constant, fails, gives, performed, plain } from "./build.ts";
import type { Builtin, ConstantBuiltin, Example } from "./declare.ts";

const constants: readonly (readonly [name: string, value: number, doc: string])[] = [
  ["E", Math.E, "Euler's number, the base of natural logarithms."],
  ["LN2", Math.LN2, "The natural logarithm of 2."],
  ["LN10", Math.LN10, "The natural logarithm of 10."],
  ["LOG2E", Math.LOG2E, "The base 2 logarithm of e."],
  ["LOG10E", Math.LOG10E, "The base 10 logarithm of e."],
  ["PI", Math.PI, "The ratio of a circle's circumference to its diameter."],
  ["SQRT1_2", Math.SQRT1_2, "The square root of one half."],
  ["SQRT2", Math.SQRT2, "The square root of 2."],
];

type Unary = readonly [name: string, run: (x: number) => number, doc: string, ...examples: Example[]];

const unary: readonly Unary[] = [
  ["abs", Math.abs, "The number without its sign.", gives("Math.abs(-3)", "3"), fails("Math.abs(null)", "AE2150")],
  [
    "acos",
    Math.acos,
    "The arc cosine in radians, NaN outside of -1 to 1.",
    gives("Math.acos(1)", "0"),
    gives("Math.acos(2)", "NaN"),
  ],
  [
    "acosh",
    Math.acosh,
    "The inverse hyperbolic cosine, NaN below 1.",
    gives("Math.acosh(1)", "0"),
    gives("Math.acosh(0)", "NaN"),
  ],
  [
    "asin",
    Math.asin,
    "The arc sine in radians, NaN outside of -1 to 1.",
    gives("Math.asin(0)", "0"),
    gives("Math.asin(2)", "NaN"),
  ],
  [
    "asinh",
    Math.asinh,
    "The inverse hyperbolic sine.",
    gives("Math.asinh(0)", "0"),
    gives("Math.asinh(1 / 0)", "Infinity"),
  ],
  [
    "atan",
    Math.atan,
    "The arc tangent in radians.",
    gives("Math.atan(0)", "0"),
    gives("Math.atan(1 / 0) == Math.PI / 2", "true"),
  ],
  [
    "atanh",
    Math.atanh,
    "The inverse hyperbolic tangent.",
    gives("Math.atanh(0)", "0"),
    gives("Math.atanh(1)", "Infinity"),
  ],
  ["cbrt", Math.cbrt, "The cube root.", gives("Math.cbrt(-8)", "-2"), gives("Math.cbrt(0)", "0")],
  ["ceil", Math.ceil, "The next whole number upwards.", gives("Math.ceil(1.2)", "2"), gives("Math.ceil(-1.8)", "-1")],
  [
    "clz32",
    Math.clz32,
    "The number of leading zero bits in 32 bits.",
    gives("Math.clz32(1)", "31"),
    gives("Math.clz32(0)", "32"),
  ],
  ["cos", Math.cos, "The cosine of an angle in radians.", gives("Math.cos(0)", "1"), gives("Math.cos(1 / 0)", "NaN")],
  ["cosh", Math.cosh, "The hyperbolic cosine.", gives("Math.cosh(0)", "1"), gives("Math.cosh(-1 / 0)", "Infinity")],
  ["exp", Math.exp, "Raises e to the power of the number.", gives("Math.exp(0)", "1"), gives("Math.exp(-1 / 0)", "0")],
  [
    "expm1",
    Math.expm1,
    "Raises e to the power of the number and subtracts 1, exact near 0.",
    gives("Math.expm1(0)", "0"),
    gives("Math.expm1(-1 / 0)", "-1"),
  ],
  [
    "floor",
    Math.floor,
    "The next whole number downwards.",
    gives("Math.floor(1.8)", "1"),
    gives("Math.floor(-1.2)", "-2"),
  ],
  [
    "fround",
    Math.fround,
    "The nearest 32-bit floating point number.",
    gives("Math.fround(5.5)", "5.5"),
    gives("Math.fround(5.05) == 5.05", "false"),
  ],
  [
    "log",
    Math.log,
    "The natural logarithm, NaN below 0.",
    gives("Math.log(1)", "0"),
    gives("Math.log(0)", "-Infinity"),
  ],
  [
    "log10",
    Math.log10,
    "The base 10 logarithm, NaN below 0.",
    gives("Math.log10(1000)", "3"),
    gives("Math.log10(-1)", "NaN"),
  ],
  [
    "log1p",
    Math.log1p,
    "The natural logarithm of 1 plus the number, exact near 0.",
    gives("Math.log1p(0)", "0"),
    gives("Math.log1p(-1)", "-Infinity"),
  ],
  [
    "log2",
    Math.log2,
    "The base 2 logarithm, NaN below 0.",
    gives("Math.log2(8)", "3"),
    gives("Math.log2(0)", "-Infinity"),
  ],
  [
    "round",
    Math.round,
    "The nearest whole number; halves go up.",
    gives("Math.round(2.5)", "3"),
    gives("Math.round(-2.5)", "-2"),
  ],
  ["sign", Math.sign, "The sign of the number: 1, 0 or -1.", gives("Math.sign(-5)", "-1"), gives("Math.sign(0)", "0")],
  ["sin", Math.sin, "The sine of an angle in radians.", gives("Math.sin(0)", "0"), gives("Math.sin(1 / 0)", "NaN")],
  ["sinh", Math.sinh, "The hyperbolic sine.", gives("Math.sinh(0)", "0"), gives("Math.sinh(1 / 0)", "Infinity")],
  ["sqrt", Math.sqrt, "The square root, NaN below 0.", gives("Math.sqrt(9)", "3"), gives("Math.sqrt(-1)", "NaN")],
  ["tan", Math.tan, "The tangent of an angle in radians.", gives("Math.tan(0)", "0"), gives("Math.tan(1 / 0)", "NaN")],
  ["tanh", Math.tanh, "The hyperbolic tangent.", gives("Math.tanh(0)", "0"), gives("Math.tanh(1 / 0)", "1")],
  [
    "trunc",
    Math.trunc,
    "The number without its fraction.",
    gives("Math.trunc(1.8)", "1"),
    gives("Math.trunc(-1.8)", "-1"),
  ],
];

const several = (name: "max" | "min" | "hypot", doc: string, examples: Example[]): Builtin =>
  plain(`Math.${name}(...values: number) -> number`, doc, examples, (args) => {
    // Not spread: a long argument list would overflow the host stack.
    const start = name === "max" ? Number.NEGATIVE_INFINITY : name === "min" ? Number.POSITIVE_INFINITY : 0;
    return (args as readonly number[]).reduce((result, value) => Math[name](result, value), start);
  });

/** The namespace `Math`, as in JavaScript; arguments must be numbers. */
export const math: readonly (Builtin | ConstantBuiltin)[] = [
  ...constants.map(([name, value, doc]) =>
    constant(`Math.${name}`, "number", value, doc, [gives(`Math.${name}`, String(value))]),
  ),
  ...unary.map(([name, run, doc, ...examples]) =>
    plain(`Math.${name}(x: number) -> number`, doc, examples, (args) => run(numberAt(args, 0))),
  ),
  several("max", "The largest argument, -Infinity without any, NaN when one is NaN. For a list use `max(list)`.", [
    gives("Math.max(1, 3, 2)", "3"),
    gives("Math.max()", "-Infinity"),
    fails("Math.max([1])", "AE2150"),
  ]),
  several("min", "The smallest argument, Infinity without any, NaN when one is NaN. For a list use `min(list)`.", [
    gives("Math.min(1, 3, 2)", "1"),
    gives("Math.min()", "Infinity"),
  ]),
  several("hypot", "The square root of the sum of the squares of the arguments.", [
    gives("Math.hypot(3, 4)", "5"),
    gives("Math.hypot()", "0"),
  ]),
  plain(
    "Math.atan2(y: number, x: number) -> number",
    "The angle in radians between the x axis and the point (x, y).",
    [gives("Math.atan2(0, 1)", "0"), fails("Math.atan2(1)", "AE2151")],
    (args) => Math.atan2(numberAt(args, 0), numberAt(args, 1)),
  ),
  plain(
    "Math.imul(a: number, b: number) -> number",
    "The product in 32 bits.",
    [gives("Math.imul(3, 4)", "12"), gives("Math.imul(0xffffffff, 5)", "-5")],
    (args) => Math.imul(numberAt(args, 0), numberAt(args, 1)),
  ),
  plain(
    "Math.pow(base: number, exponent: number) -> number",
    "The base to the power of the exponent; the same as `**`.",
    [gives("Math.pow(2, 10)", "1024"), gives("Math.pow(0, 0)", "1")],
    (args) => numberAt(args, 0) ** numberAt(args, 1),
  ),
  performed("Math.random() -> number", "random", "A random number from 0 up to but not including 1.", [
    gives("Math.random() == Math.random()", "false"),
    gives("let r = Math.random()\nr >= 0 and r < 1", "true"),
  ]),
];
