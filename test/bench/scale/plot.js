export function plot(byHosts, byTasks) { return `${byHosts.length}${byTasks.length}`; }
