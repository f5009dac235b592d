import { getMetadataStorage } from 'class-validator';

const storage = getMetadataStorage();
const collect = storage.getTargetValidationMetadatas.bind(storage);
const known = new WeakMap<object, ReturnType<typeof collect>>();

/**
 * class-validator collects the rules of a class anew for every object, and looks at all classes of the process for its
 * ancestors. A class has all its rules once it is declared, so they are collected once. The schema makes no difference
 * to a class: for nested objects it is the name of the class around them. What is sent to us may call anything its
 * constructor.
 */
storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
  const isClass = typeof (type as unknown) === 'function';
  if (!isClass || always || strictGroups || groups?.length) return collect(type, schema, always, strictGroups, groups);
  let rules = known.get(type);
  if (!rules) known.set(type, (rules = collect(type, schema, always, strictGroups, groups)));
  return rules;
};
