import { labelled } from './labelled.ts';
import type { Post, PostedAlert } from './receiver.ts';

/** For each post, in the order in which they came, the alerts of which it says what had not been the last word on them: `HostDown web2`. */
export function whatIsNew(posts: readonly Post[]): ReadonlyMap<Post, ReadonlySet<string>> {
  const last = new Map<string, PostedAlert['status']>();
  return new Map(
    posts.map((post) => {
      const news = post.alerts.filter((alert) => last.get(labelled(alert)) !== alert.status);
      for (const alert of news) last.set(labelled(alert), alert.status);
      return [post, new Set(news.map(labelled))];
    }),
  );
}
