/** Why a row cannot be measured here, which is nobody's fault. */
export class Skipped extends Error {}
