/** Tag mutability as ECR's calls and the AWS CLI expect it; without filters their key is left out. */
export function toEcrTagMutability<Mutability extends string>(
  mutability: Mutability,
  filters: readonly string[],
) {
  return {
    imageTagMutability: mutability,
    ...(filters.length > 0 && {
      imageTagMutabilityExclusionFilters: filters.map((filter) => ({
        filterType: 'WILDCARD' as const,
        filter,
      })),
    }),
  }
}
