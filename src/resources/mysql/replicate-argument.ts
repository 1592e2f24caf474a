import type { ArgumentSchema } from '../../arguments.ts';

export const replicateArgument: ArgumentSchema = {
  description:
    'Whether replicas get it, too. When true, a read-only server is refused; when false, it is made on this server alone and past its binary log.',
  type: 'boolean',
  default: true,
};
