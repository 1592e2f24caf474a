/** Ours, for both families. Nothing else is ever named. */
export const tableName = 'inet rackwright';
