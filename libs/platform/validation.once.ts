import { getMetadataStorage } from 'class-validator';

const storage = getMetadataStorage();
const collect = storage.getTargetValidationMetadatas.bind(storage);
const known = new WeakMap<object, ReturnType<typeof collect>>();

/**
 * class-validator collects the rules of a class anew for every object, and looks at all classes of the process for its
 * ancestors. A class has all its rules once it is declared, so they are collected once.
 */
storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
  if (schema || always || strictGroups || groups?.length) return collect(type, schema, always, strictGroups, groups);
  let rules = known.get(type);
  if (!rules) known.set(type, (rules = collect(type, schema, always, strictGroups, groups)));
  return rules;
};
