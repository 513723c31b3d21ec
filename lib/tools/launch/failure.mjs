// @ts-check

/** Something that the person at the terminal can put right; its message is all that they are shown. */
export class LaunchFailure extends Error {}
