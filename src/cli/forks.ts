/** How many hosts are worked on at a time when nobody says so. */
export const usualForks = 50;

/** Then, too: to how many that may grow. A connection costs some hundred kilobytes and a few file descriptors. */
export const mostForks = 200;
