// description: Who surely owned a company on a day, by register, with the share.
// param company: string = "acme"
// param as_of: date = "2020-01-01"
MATCH (owner:Owner)-[owns:OWNS]->(owned:Company {id: $company})
WHERE (owns.start_latest <= $as_of OR owns.start_side = 'open')
  AND (owns.end_earliest >= $as_of OR owns.end_side = 'open')
RETURN owner.name AS owner, owns.share AS share, owns.register AS register, owns.time AS time
ORDER BY share DESC, owner, register
