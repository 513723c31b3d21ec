/** With either of these you can give yourself every other action, or take it from everyone. */
export const ADMINISTRATION: readonly string[] = ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy']
