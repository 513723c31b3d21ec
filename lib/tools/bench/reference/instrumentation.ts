/** Nothing to start. Without a file of its own, Next takes the one that it finds above, which is the portal's. */
export function register(): void {}
