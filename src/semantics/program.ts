import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parse } from "../syntax/index.ts";
import { analyseEffects } from "./effects.ts";
import type { FunctionInfo, Module, ModuleLink, Unit } from "./model.ts";
import type { ModuleFile, ModuleResolver } from "./modules.ts";
import { resolveFile } from "./resolver.ts";

export interface ProgramOptions {
  readonly limits: { readonly sourceBytes: number; readonly nesting: number };
  /** Memory is reached over a network. */
  readonly storeWaits: boolean;
  /** Prepare everything so that it may yield. */
  readonly everythingWaits: boolean;
}

/** Names every plugin answers even when it does not define them. */
export const defaultMembers: ReadonlySet<string> = new Set(["status", "ping", "health_check"]);

/** The files of one run: loaded with everything they mention, resolved, linked, with effects known. */
export class Program {
  private readonly modules = new Map<string, Module>();
  /** Answers of `named`, forgotten whenever something is loaded. */
  private readonly byName = new Map<string, Unit | null>();
  /** May a callee known only at run time wait? */
  unknownWaits: boolean;

  constructor(
    readonly resolver: ModuleResolver,
    readonly options: ProgramOptions,
  ) {
    this.unknownWaits = options.everythingWaits;
  }

  /** Loads a file and, through its mentions, everything it can reach by name. Loading twice gives the same module. */
  load(file: ModuleFile): Module {
    const known = this.modules.get(file.id);
    if (known) return known;
    const added: Module[] = [];
    const queue = [file];
    for (let next = queue.pop(); next; next = queue.pop()) {
      if (this.modules.has(next.id)) continue;
      const module = this.read(next);
      added.push(module);
      for (const link of module.links) {
        const target = this.find(link, module);
        if (target) queue.push(target);
      }
    }
    this.byName.clear();
    for (const module of added) this.connect(module);
    this.analyse();
    return this.modules.get(file.id)!;
  }

  get loaded(): Iterable<Module> {
    return this.modules.values();
  }

  /** The unit behind a name known only at run time: a plugin name or a module path. Loads it; null when there is none. */
  named(name: string): Unit | null {
    let found = this.byName.get(name);
    if (found === undefined) {
      found = this.findNamed(name);
      this.byName.set(name, found);
    }
    return found;
  }

  private findNamed(name: string): Unit | null {
    for (const module of this.modules.values()) {
      const unit = module.plugins.get(name);
      if (unit) return unit;
    }
    const file = this.resolver.plugin(name) ?? (name.includes("/") ? this.resolver.resolve(name, null) : null);
    if (!file) return null;
    const module = this.load(file);
    return module.plugins.get(name) ?? module.main ?? module.fileUnit;
  }

  /** Every plugin name and module path that can be reached, for did-you-mean. */
  names(): string[] {
    const own = [...this.modules.values()].flatMap((module) => [...module.plugins.keys()]);
    return [...new Set([...own, ...this.resolver.names()])];
  }

  /** Is there a plugin or module of this name? Loads nothing. */
  exists(name: string): boolean {
    for (const module of this.modules.values()) if (module.plugins.has(name)) return true;
    return this.resolver.plugin(name) !== null || (name.includes("/") && this.resolver.resolve(name, null) !== null);
  }

  private read(file: ModuleFile): Module {
    const { sourceBytes, nesting } = this.options.limits;
    const parsed = parse(file.source, { sourceBytes, depth: nesting });
    const diagnostics = [...(file.diagnostics ?? []), ...parsed.diagnostics];
    const module = resolveFile(file.id, { ...parsed, diagnostics });
    this.modules.set(file.id, module);
    return module;
  }

  private find(link: ModuleLink, from: Module): ModuleFile | null {
    if (link.form === "path") return this.resolver.resolve(link.path, from.id);
    return from.plugins.has(link.path) ? null : this.resolver.plugin(link.path);
  }

  private connect(module: Module): void {
    for (const link of module.links) link.target = this.target(link, module);
    for (const info of allFunctions(module)) {
      for (const link of info.effects.links) {
        const { target } = link.module;
        if (!target) continue;
        info.effects.calls.add(target.module.init);
        const callee = memberOf(target, link.name);
        if (!callee) continue;
        if (link.escapes) callee.escapes = true;
        else info.effects.calls.add(callee);
      }
    }
  }

  private target(link: ModuleLink, from: Module): Unit | null {
    const own = link.form === "plugin" ? from.plugins.get(link.path) : undefined;
    if (own) return own;
    const file = this.find(link, from);
    const module = file ? this.modules.get(file.id) : undefined;
    if (!module) return null;
    return (link.form === "plugin" ? module.plugins.get(link.path) : null) ?? module.main ?? module.fileUnit;
  }

  private analyse(): void {
    const { storeWaits, everythingWaits } = this.options;
    this.unknownWaits = analyseEffects(
      this.modules.values(),
      { storeWaits, everything: everythingWaits },
      this.unknownWaits,
    );
  }
}

function* allFunctions(module: Module): Iterable<FunctionInfo> {
  yield module.code;
  yield module.init;
  yield* module.functions.values();
}

/** A member of a module: a function of the plugin, else of the file's level. */
export function memberOf(unit: Unit, name: string): FunctionInfo | null {
  return unit.functions.get(name) ?? unit.module.fileUnit.functions.get(name) ?? null;
}

/** Names of everything that can be called in a module. */
export function memberNames(unit: Unit): string[] {
  return [...new Set([...unit.functions.keys(), ...unit.module.fileUnit.functions.keys()])];
}

/** Does this finding keep a program from running? Syntax errors, undeclared names and wrong declarations do. */
export function blocks(found: Diagnostic): boolean {
  if (found.severity !== "error") return false;
  return found.code < "AE2" || found.code.startsWith("AE4") || (found.code >= "AE3001" && found.code <= "AE3009");
}
