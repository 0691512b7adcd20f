import type { FunctionInfo, Module } from "../semantics/model.ts";
import type { Program } from "../semantics/program.ts";
import { Code } from "./code.ts";
import { compileFunction, compileInit, compileScript } from "./compile/function.ts";

/** The executable form of a program, compiled function by function when first called; shared by all runs of it. */
export class Preparation {
  private readonly codes = new Map<FunctionInfo, Code>();

  constructor(readonly program: Program) {}

  code(info: FunctionInfo): Code {
    let found = this.codes.get(info);
    if (!found) {
      found = new Code(info, () => compileFunction(this, info));
      this.codes.set(info, found);
    }
    return found;
  }

  /** A file as a script whose last expression is its result. */
  script(module: Module): Code {
    return new Code(module.code, () => compileScript(this, module));
  }

  /** The file-level `let`s of a module. */
  init(module: Module): Code {
    let found = this.codes.get(module.init);
    if (!found) {
      found = new Code(module.init, () => compileInit(this, module));
      this.codes.set(module.init, found);
    }
    return found;
  }
}
