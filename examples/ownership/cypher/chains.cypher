// description: Every chain of owners above a company on a day, with the share that reaches it.
// param company: string = "eastquay"
// param as_of: date = "2020-01-01"
MATCH path = (owner:Owner)-[:OWNS*1..6]->(owned:Company {id: $company})
WHERE all(owns IN relationships(path)
          WHERE (owns.start_latest <= $as_of OR owns.start_side = 'open')
            AND (owns.end_earliest >= $as_of OR owns.end_side = 'open'))
WITH [step IN nodes(path) | step.name] AS chain,
     [owns IN relationships(path) | owns.register] AS registers,
     reduce(part = 100.0, owns IN relationships(path) | part * owns.share / 100.0) AS share
RETURN chain, registers, round(share * 100) / 100 AS percent
ORDER BY percent DESC, chain, registers
