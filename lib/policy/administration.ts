/** Whoever has one of these can give themselves all other actions, or take them from everybody. */
export const ADMINISTRATION: readonly string[] = ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy']
