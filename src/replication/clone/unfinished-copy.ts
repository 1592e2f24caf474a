/** A file in the data directory while a copied server does not know its position yet: nobody may have it follow anybody. */
export const unfinishedCopy = 'rackwright-unfinished-copy';
