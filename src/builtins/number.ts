import { fail } from "../values/thrown.ts";
import { integerAt, numberAt } from "./arguments.ts";
import { fails, gives, plain } from "./build.ts";

/** A whole number argument within a range. @throws AE2171 outside of it */
function within(name: string, parameter: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) fail("AE2171", { name, parameter, least, most, given: value });
  return value;
}

/** Rounds halves up to a number of decimal places, by shifting the decimal point of the printed number. */
function round(value: number, places: number): number {
  if (places === 0) return Math.round(value);
  const text = String(value);
  if (!Number.isFinite(value) || text.includes("e"))
    return Math.abs(value) < 1 ? Math.round(value * 10 ** places) / 10 ** places : value;
  return Number(`${Math.round(Number(`${text}e${places}`))}e${-places}`);
}

/** Methods of numbers. */
export const numberMethods = [
  plain(
    "number.toFixed(value: number, digits?: number) -> string",
    "The number as text with exactly so many digits (0 to 100) after the point.",
    [gives("(3.14159).toFixed(2)", "3.14"), gives("(2.5).toFixed()", "3"), fails("(1).toFixed(101)", "AE2171")],
    (args) => numberAt(args, 0).toFixed(within("toFixed", "digits", integerAt(args, 1), 0, 100)),
  ),
  plain(
    "number.toString(value: number, radix?: number) -> string",
    "The number as text, in base 10 or another one from 2 to 36.",
    [gives("(255).toString(16)", "ff"), gives("(0 / 0).toString()", "NaN"), fails("(1).toString(1)", "AE2171")],
    (args) => numberAt(args, 0).toString(within("toString", "radix", integerAt(args, 1, 10), 2, 36)),
  ),
  plain(
    "number.round(value: number, places?: number) -> number",
    "The nearest whole number, or the nearest one with so many decimal places; halves go up.",
    [gives("(2.5).round()", "3"), gives("(1.005).round(2)", "1.01"), gives("(1234).round(-2)", "1200")],
    (args) => round(numberAt(args, 0), within("round", "places", integerAt(args, 1), -100, 100)),
  ),
  plain(
    "number.floor(value: number) -> number",
    "The next whole number downwards.",
    [gives("(1.8).floor()", "1"), gives("(-1.2).floor()", "-2")],
    (args) => Math.floor(numberAt(args, 0)),
  ),
  plain(
    "number.ceil(value: number) -> number",
    "The next whole number upwards.",
    [gives("(1.2).ceil()", "2"), gives("(-1.8).ceil()", "-1")],
    (args) => Math.ceil(numberAt(args, 0)),
  ),
  plain(
    "number.abs(value: number) -> number",
    "The number without its sign.",
    [gives("(-3).abs()", "3"), gives("(0).abs()", "0")],
    (args) => Math.abs(numberAt(args, 0)),
  ),
  plain(
    "number.clamp(value: number, least: number, most: number) -> number",
    "The number, but not below `least` and not above `most`.",
    [gives("(120).clamp(0, 100)", "100"), gives("(-5).clamp(0, 100)", "0"), fails("(1).clamp(5)", "AE2151")],
    (args) => Math.min(Math.max(numberAt(args, 0), numberAt(args, 1)), numberAt(args, 2)),
  ),
];
