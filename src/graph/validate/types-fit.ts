/**
 * Whether an output of one socket type may feed an input of another.
 * Either side `*`, empty or `0` fits everything; otherwise names are compared without case, and comma lists fit if any pair does.
 * `COMBO` fits `COMBO` whatever the choices; INT and FLOAT, STRING and COMBO do not fit. Source: the official frontend's connection check.
 */
export function typesFit(outputType: string, inputType: string): boolean {
  if (isAnyType(outputType) || isAnyType(inputType) || outputType === inputType) return true;
  const offered = splitTypes(outputType);
  return splitTypes(inputType).some((wanted) => isAnyType(wanted) || offered.some((type) => isAnyType(type) || type === wanted));
}

/** True for the types that fit everything; `COMFY_MATCHTYPE_V3` stands in files for a type that was not settled, and the server lets it pass. */
export function isAnyType(type: string): boolean {
  return type === '*' || type === '' || type === '0' || type.toUpperCase() === 'COMFY_MATCHTYPE_V3';
}

function splitTypes(type: string): readonly string[] {
  return type
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
