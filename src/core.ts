/** The language without any input or output: for browsers, editors and hosts that bring their own world. */
export { diagnostic, message } from "./diagnostics/catalogue.ts";
export type { Diagnostic, Fix, Label, Severity } from "./diagnostics/diagnostic.ts";
export { type Report, renderReport, reportOf } from "./diagnostics/render.ts";
export { jsonDiagnostic } from "./diagnostics/render-json.ts";
export { Activity, Execution, type ExecutionOptions, runnablePlugins, type Turn } from "./interpreter/execution.ts";
export { defaultLimits, type Effect, type Host, type Limits, type Mode, type Outcome } from "./interpreter/host.ts";
export { checkModule } from "./semantics/check.ts";
export type { Module, Unit } from "./semantics/model.ts";
export type { ModuleFile, ModuleResolver } from "./semantics/modules.ts";
export { blocks, Program } from "./semantics/program.ts";
export { TextModules } from "./semantics/text-modules.ts";
export { parse } from "./syntax/index.ts";
export { Source } from "./text/source.ts";
export { fromJson, toJson } from "./values/json.ts";
export { print } from "./values/print.ts";
export { Aborted, Thrown } from "./values/thrown.ts";
export { ErrorValue, ObjectValue, Timestamp, type Value } from "./values/types.ts";
