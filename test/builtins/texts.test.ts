import { describe, expect, it } from "vitest";
import { print } from "../../src/values/print.ts";
import { createRegex } from "../../src/values/regex.ts";
import { Timestamp, type Value } from "../../src/values/types.ts";
import { call, fn, method, outcome, PlayedContext } from "./support.ts";

const re = createRegex;
const moment = new Timestamp(Date.UTC(2025, 6, 7, 15, 4, 5, 678));

const rows: [string, Value, Value[], string][] = [
  ["upper", "straße", [], "STRASSE"],
  ["toLowerCase", "ABC", [], "abc"],
  ["trim", "\t a \n", [], "a"],
  ["trimStart", " a ", [], "a "],
  ["trim_end", " a ", [], " a"],
  ["starts_with", "abc", ["b", 1], "true"],
  ["ends_with", "abc", ["b", 2], "true"],
  ["includes", "abc", ["", 99], "true"],
  ["indexOf", "banana", ["an", 2], "3"],
  ["last_index_of", "banana", ["an"], "3"],
  ["slice", "abc", [-2, -1], "b"],
  ["slice", "a🙂", [1, 2], "\ud83d"],
  ["substring", "abc", [2, 0], "ab"],
  ["pad_start", "7", [3, "ab"], "ab7"],
  ["pad_end", "7", [3], "7  "],
  ["pad_end", "7", [3, ""], "7"],
  ["repeat", "ab", [2.9], "abab"],
  ["repeat", "", [1e9], ""],
  ["repeat", "x", [-1], "AE2163: repeat(…) needs a `count` of at least 0, but got -1."],
  ["repeat", "x", [1e9], "AE4101: This text would have 1000000000 characters; the limit is 16777216."],
  [
    "repeat",
    "x",
    [Number.POSITIVE_INFINITY],
    "AE4101: This text would have Infinity characters; the limit is 16777216.",
  ],
  ["pad_start", "x", [1e9], "AE4101: This text would have 1000000000 characters; the limit is 16777216."],
  ["lines", "a\r\n\nb\r", [], '["a","","b"]'],
  ["lines", "", [], "[]"],
  ["words", "  a\t b\n", [], '["a","b"]'],
  ["char_at", "abc", [1], "b"],
  ["char_at", "abc", [-1], ""],
  ["charCodeAt", "🙂", [1], "56898"],
  ["charCodeAt", "a", [3], "NaN"],
  ["split", "a,b,c", [","], '["a","b","c"]'],
  ["split", "a,b,c", [",", 2], '["a","b"]'],
  ["split", "a🙂", [""], '["a","🙂"]'],
  ["split", "abc", [], '["abc"]'],
  ["split", "", [","], '[""]'],
  ["split", "a1b2", [re("(\\d)|x")], '["a","1","b","2",""]'],
  ["split", "axb", [re("(\\d)|x")], '["a",null,"b"]'],
  ["replace", "a.b.c", [".", "-"], "a-b.c"],
  ["replace", "a.b", [".", "$&$1"], "a$&$1b"],
  ["replace", "aXbX", ["X", 5], "a5bX"],
  ["replace", "abc", ["", "-"], "-abc"],
  ["replace", "x", ["y", "z"], "x"],
  ["replaceAll", "a.b.c", [".", ""], "abc"],
  ["replace_all", "aaa", ["aa", "b"], "ba"],
  ["replace_all", "ab", ["", "-"], "-a-b-"],
  ["replace", "a1b2", [re("\\d"), "#"], "a#b2"],
  ["replace", "a1b2", [re("\\d", "g"), "#"], "a#b#"],
  ["replace_all", "a1b2", [re("\\d"), "#"], "a#b#"],
  ["replace", "2025-07", [re("(\\d+)-(\\d+)"), "$2/$1 $& $` $' $$ $3 $0"], "07/2025 2025-07   $ $3 $0"],
  ["replace", "ab", [re("(?<x>a)(z)?"), "[$<x>$<y>$2]"], "[a]b"],
  ["replace", "ab", [re("(a)"), "$1$12$<x>"], "aa2$<x>b"],
  ["replace", "abc", [re("x*", "g"), "-"], "-a-b-c-"],
  ["replace", "a🙂", [re("", "gu"), "-"], "-a-🙂-"],
  [
    "replace",
    "abc",
    [re("[ab]", "g"), fn((m: string, at: number, all: string) => `${m.toUpperCase()}${at}${all.length}`)],
    "A03B13c",
  ],
  [
    "replace",
    "k=v",
    [re("(\\w)=(\\w)(x)?"), fn((_m: string, a: string, b: string, c: Value) => `${b}${a}${c}`)],
    "vknull",
  ],
  ["replace_all", "a-b-c", ["-", fn(() => null)], "anullbnullc"],
  ["match", "id=42", [re("(\\w+)=(\\d+)(x)?")], '["id=42","id","42",null]'],
  ["match", "a1b2", [re("\\d", "g")], '["1","2"]'],
  ["match", "abc", [re("\\d", "g")], "null"],
  ["match", "a.c", ["a.c"], '["a.c"]'],
  ["match_all", "a1b2", [re("([a-z])(\\d)")], '[["a1","a","1"],["b2","b","2"]]'],
  ["search", "abc1", [re("\\d")], "3"],
  ["search", "abc", [re("\\d")], "-1"],
  ["test", "abc1", [re("\\d", "g")], "true"],
  ["test", "a", ["("], "AE2129: Cannot use `(` as a regex: a group is not closed with `)`."],
  ["toString", "a", [], "a"],
  // numbers
  ["toFixed", 1.005, [1], "1.0"],
  ["toFixed", 1, [101], "AE2171: toFixed(…) needs a `digits` from 0 to 100, but got 101."],
  ["toString", 255, [2], "11111111"],
  ["toString", 1, [37], "AE2171: toString(…) needs a `radix` from 2 to 36, but got 37."],
  ["round", 2.5, [], "3"],
  ["round", -2.5, [], "-2"],
  ["round", 1.005, [2], "1.01"],
  ["round", 1234.5, [-2], "1200"],
  ["round", 1e-10, [3], "0"],
  ["round", 1e21, [2], "1e+21"],
  ["round", Number.POSITIVE_INFINITY, [2], "Infinity"],
  ["round", Number.NaN, [2], "NaN"],
  ["clamp", 5, [0, 3], "3"],
  ["abs", -3, [], "3"],
  ["floor", -1.5, [], "-2"],
  ["ceil", -1.5, [], "-1"],
  // regexes
  ["test", re("a", "g"), ["ba"], "true"],
  ["exec", re("(\\d)(x)?"), ["a1"], '["1","1",null]'],
  ["exec", re("x"), ["a1"], "null"],
  ["groups", re("(?<k>\\w)=(?<v>\\d)?"), ["a="], '{"k":"a","v":null}'],
  ["groups", re("a"), ["a"], "{}"],
  ["groups", re("(?<k>x)"), ["a"], "null"],
  ["source", re("a+", "g"), [], "a+"],
  ["toString", re("a+", "g"), [], "/a+/g"],
  // timestamps
  ["format", moment, ["YYYY-MM-DD HH:mm", "Europe/Paris"], "2025-07-07 17:04"],
  ["format", moment, [], "2025-07-07T15:04:05.678Z"],
  ["format", moment, ["YYYY", "Nowhere"], 'AE2132: There is no time zone "Nowhere".'],
  ["iso", moment, [], "2025-07-07T15:04:05.678Z"],
  ["add", moment, [90], "2025-07-07T15:05:35.678Z"],
  ["add", moment, ["1d 1s"], "2025-07-08T15:04:06.678Z"],
  ["add", moment, ["later"], 'AE2172: Cannot read text "later" as a duration.'],
  ["year", moment, [], "2025"],
  ["month", moment, [], "7"],
  ["hour", moment, ["Asia/Tokyo"], "0"],
  ["day", moment, ["Asia/Tokyo"], "8"],
  ["weekday", moment, [], "1"],
  ["getMonth", moment, [], "6"],
  ["getUTCHours", moment, [], "15"],
  ["getTime", moment, [], String(moment.ms)],
  ["seconds", moment, [], String(moment.ms / 1000)],
];

describe("methods of single values", () => {
  it.each(rows)("%s of %j", (name, receiver, args, expected) => {
    expect(outcome(() => method(receiver, name, ...args))).toBe(expected);
  });
});

describe("regexes", () => {
  it("go on with exec, and always start afresh elsewhere", () => {
    const digits = re("\\d", "g");
    const run = () => print(method(digits, "exec", "1-2"));
    expect([
      run(),
      print(method(digits, "test", "1")),
      print(method("9", "match", digits)),
      run(),
      run(),
      run(),
    ]).toEqual(['["1"]', "true", '["9"]', '["2"]', "null", '["1"]']);
  });

  it("always run under the bound of the host", () => {
    const context = new PlayedContext();
    for (const name of ["match", "match_all", "search", "test", "split"])
      call(`string.${name}`, ["a", re("a")], context);
    call("string.replace", ["a", re("a"), ""], context);
    for (const name of ["test", "exec", "groups"]) call(`regex.${name}`, [re("a"), "a"], context);
    expect(context.bounds).toHaveLength(9);
  });

  it("keep results within the limits", () => {
    const context = new PlayedContext({ stringLength: 50, listLength: 5 });
    const run = (name: string, ...args: Value[]) => outcome(() => call(`string.${name}`, args, context)).slice(0, 6);
    expect(run("match_all", "aaaaaaaa", re("a"))).toBe("AE4102");
    expect(run("split", "aaaaaaaa", "")).toBe("AE4102");
    expect(run("split", "a,a,a,a,a,a,a", ",")).toBe("AE4102");
    expect(run("split", "aaaaaaa", re("a"))).toBe("AE4102");
    expect(run("split", "a,a,a,a,a,a,a", ",", 3)).toBe('["a","');
    expect(run("lines", "\n".repeat(8))).toBe("AE4102");
    expect(run("words", "a ".repeat(8))).toBe("AE4102");
    expect(run("replace_all", "aaaa", "a", "x".repeat(20))).toBe("AE4101");
    expect(
      run(
        "replace_all",
        "aaaa",
        re("a"),
        fn(() => "x".repeat(20)),
      ),
    ).toBe("AE4101");
    expect(run("upper", "ß".repeat(30))).toBe("AE4101");
  });
});
