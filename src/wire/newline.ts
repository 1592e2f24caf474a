/** Blank, tab and newline is what every shell begins with. A process less than by printf. */
export const newline = '${IFS#??}';
