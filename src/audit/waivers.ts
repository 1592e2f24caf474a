import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Span } from '../diagnostics/span.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import { rules } from './rules/registry.ts';

/** That a finding is known and borne, why, and for how long. */
export interface Waiver {
  readonly id: string;
  /** What the finding is about; nothing means every finding of this rule. */
  readonly about: string | undefined;
  readonly reason: string;
  /** The last day on which it holds: `2027-03-31`. */
  readonly until: string;
}

/**
 * The waivers of an inventory: its variable `audit_waivers`, for the group `all`.
 * @throws InputError for one that says too little
 */
export function readWaivers(inventory: Inventory, extra: VariableLayer | undefined): readonly Waiver[] {
  const name = inventory.groups.get('all')?.hosts[0];
  if (name === undefined) return [];
  const { host, scope } = inventoryScope(inventory, name, { extra });
  if (!Object.hasOwn(scope, 'audit_waivers')) return [];
  const layers = [...host.layers, ...(extra === undefined ? [] : [extra])];
  const written = layers.findLast((layer) => layer.variables.has('audit_waivers'))?.variables.get('audit_waivers');
  const value = scope['audit_waivers'];
  if (!Array.isArray(value)) throw refusal('audit_waivers is a list', written?.span);
  return value.map((each: unknown, index) =>
    readWaiver(each, written?.type === 'list' ? written.items[index]?.span : written?.span),
  );
}

function readWaiver(value: unknown, span: Span | undefined): Waiver {
  if (typeof value !== 'object' || value === null) throw refusal('a waiver is a map', span);
  const { id, about, reason, until, ...rest } = value as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw refusal(`a waiver has no "${unknown}"`, span);
  if (!rules.some((rule) => rule.id === id))
    throw refusal(`no rule of the audit is called ${JSON.stringify(id)}`, span);
  if (about !== undefined && typeof about !== 'string') throw refusal('"about" is a text', span);
  if (typeof reason !== 'string' || reason.trim() === '') throw refusal('a waiver needs a reason', span);
  if (typeof until !== 'string' || !isDay(until))
    throw refusal('a waiver needs its last day: until: "2027-03-31"', span);
  return { id: String(id), about, reason, until };
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function refusal(message: string, span: Span | undefined): InputError {
  const hint = '{id: T4, about: "service https", reason: "the second one comes in March", until: "2027-03-31"}';
  return new InputError([problem('bad-value', message, span, { hint })]);
}
