// description: Who is quoted most: claims in their own mouth, and claims of others they report.
MATCH (c:Claim)-[by:CLAIMED_BY]->(who)
WITH who, c, by.ordinal = size(c.claimed_by) - 1 AS innermost
RETURN coalesce(who.name, who.title, who.id) AS speaker,
       count(CASE WHEN innermost THEN c.id END) AS says,
       count(CASE WHEN NOT innermost THEN c.id END) AS reports,
       count(CASE WHEN innermost AND c.polarity = 'negative' THEN c.id END) AS denies,
       count(CASE WHEN innermost AND c.modality = 'alleged' THEN c.id END) AS alleges,
       who.id AS id
ORDER BY says DESC, reports DESC, id
