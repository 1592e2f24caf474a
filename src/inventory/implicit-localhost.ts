import type { InventoryHost, VariableLayer } from './model.ts';

/** `localhost` for inventories that do not name it: reached without ssh, in no group, with the variables of `all`. */
export function implicitLocalhost(
  layersOfAll: readonly VariableLayer[],
  ownFiles: readonly VariableLayer[],
): InventoryHost {
  const span = { source: { name: 'implicit localhost', text: '' }, start: 0, end: 0 };
  const connection: VariableLayer = {
    origin: 'implicit localhost',
    variables: new Map([['ansible_connection', { type: 'scalar', value: 'local', span }]]),
    level: 'inventory host',
  };
  return { name: 'localhost', groups: [], layers: [...layersOfAll, connection, ...ownFiles], span: undefined };
}
