// @ts-check

/** Something that the person at the terminal can fix. Only its message is shown. */
export class LaunchFailure extends Error {}
