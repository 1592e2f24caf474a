import type { ArgumentSchema } from '../arguments.ts';
import type { Located, LocatedScalar } from '../language/located.ts';

/** Where an argument names a file of the controller. */
export interface AssetName {
  readonly kind: NonNullable<ArgumentSchema['asset']>;
  readonly value: LocatedScalar;
  /** As it is written: it may hold a template. */
  readonly name: string;
}

/** The files that an argument names: itself, or inside of it, as in `files: [{src: site.conf.hbs}]`. */
export function assetsIn(property: ArgumentSchema | undefined, value: Located | undefined): readonly AssetName[] {
  if (property === undefined || value === undefined) return [];
  switch (value.type) {
    case 'scalar':
      if (property.asset === undefined || typeof value.value !== 'string') return [];
      return [{ kind: property.asset, value, name: value.value }];
    case 'list':
      return value.items.flatMap((item) => assetsIn(property.items, item));
    case 'map':
      return value.entries.flatMap((entry) => assetsIn(property.properties?.[entry.key], entry.value));
  }
}

/** Whether an argument can name files, and templates among them when that is asked for. */
export function holdsAssets(property: ArgumentSchema | undefined, kind?: ArgumentSchema['asset']): boolean {
  if (property === undefined) return false;
  if (property.asset !== undefined) return kind === undefined || property.asset === kind;
  const inner = [...Object.values(property.properties ?? {}), ...(property.items ? [property.items] : [])];
  return inner.some((each) => holdsAssets(each, kind));
}
