/** The filters that can be typed in the search, and their values. */
export const TYPED_FILTERS = [
  {
    name: 'account',
    says: 'an account’s name or a part of it, its number, or its environment: dev, cd, prod',
  },
  { name: 'region', says: 'a region or its beginning, such as eu' },
  { name: 'org', says: 'an organisation prefix' },
  { name: 'mutability', says: 'mutable, immutable, mutable_with_exclusion or immutable_with_exclusion' },
  { name: 'scan', says: 'on or off' },
  { name: 'is', says: 'active or inactive' },
] as const
