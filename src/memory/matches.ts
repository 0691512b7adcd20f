import { order, orderDescending } from "../values/order.ts";
import { ObjectValue, type Value } from "../values/types.ts";
import { operators } from "./operators.ts";
import { type Condition, type Field, type ParsedQuery, type SortKey, settle, type Test } from "./query.ts";

/** The value of a field, or undefined when the record has no such field; a key stored with its dots wins. */
export function lookup(record: ObjectValue, field: Field): Value | undefined {
  const whole = record.get(field.key);
  if (whole !== undefined || field.segments === null) return whole;
  let at: Value | undefined = record;
  for (const segment of field.segments) {
    if (!(at instanceof ObjectValue)) return undefined;
    at = at.get(segment);
  }
  return at;
}

/** Whether a record, as it comes out of memory, meets a condition. This is what every store must agree with. */
export function matches(record: ObjectValue, condition: Condition): boolean {
  switch (condition.kind) {
    case "test":
      return testField(record, condition);
    case "all":
      return condition.of.every((each) => matches(record, each));
    case "any":
      return condition.of.some((each) => matches(record, each));
    case "not":
      return !matches(record, condition.of);
    case "choice":
      return lookup(record, condition.stored.field) === undefined
        ? matches(record, condition.otherwise)
        : testField(record, condition.stored);
  }
}

function testField(record: ObjectValue, { field, operator, operand }: Test): boolean {
  return operators[operator].test(lookup(record, field), operand);
}

/** What a search answers, worked out over records in insertion order: conditions, sorting, offset, limit. */
export function select(records: readonly ObjectValue[], query: ParsedQuery): ObjectValue[] {
  const scope = query.type === null ? records : records.filter((record) => record.get("type") === query.type);
  settle(query.doubts, (field) => scope.some((record) => lookup(record, field) !== undefined));
  const found = records.filter((record) => matches(record, query.condition));
  const { sort, offset, limit } = query;
  if (sort.length > 0) found.sort((a, b) => compareBy(sort, a, b));
  return found.slice(offset, limit === null ? undefined : offset + limit);
}

function compareBy(sort: readonly SortKey[], a: ObjectValue, b: ObjectValue): number {
  for (const { field, descending } of sort) {
    const compare = descending ? orderDescending : order;
    const found = compare(lookup(a, field) ?? null, lookup(b, field) ?? null);
    if (found !== 0) return found;
  }
  return 0;
}
