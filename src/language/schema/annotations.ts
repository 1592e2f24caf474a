/** What argument schemas say to people and to the engine; it does not restrict values, and means nothing to other validators. */
export const annotations = [
  'aliases',
  'asset',
  'assetUnless',
  'authority',
  'destination',
  'expression',
  'sensitive',
] as const;
