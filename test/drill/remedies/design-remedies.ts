import type { Remedy } from './remedy.ts';

/** Those of rules whose remedy is in the inventory. */
export const designRemedies: readonly Remedy[] = [];
