/** What marks containers, networks and images as a lab's: the only way by which they are found again. */
export const labels = {
  lab: 'rackwright.lab',
  host: 'rackwright.host',
  address: 'rackwright.address',
  subnet: 'rackwright.subnet',
  /** On images and on the containers made from them: the digest of the recipe. */
  recipe: 'rackwright.recipe',
} as const;
