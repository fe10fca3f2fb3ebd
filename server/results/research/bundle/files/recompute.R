# Computes scores.csv again from the answers in this folder, with R alone: no packages.
# Run it in the folder of the files:   Rscript recompute.R
# It writes recomputed.csv, and stops with an error when a figure differs by more than 1e-9.
read <- function(name) read.csv(name, na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8",
  colClasses = if (name == "codebook.csv") "character" else NA)
rounds <- read("rounds.csv"); codebook <- read("codebook.csv"); partners <- read("partners.csv")
answers <- list(responses = read("responses.csv"), conditions = read("conditions.csv"))
published <- read.csv("scores.csv", stringsAsFactors = FALSE, na.strings = "", encoding = "UTF-8",
  colClasses = c(level = "character", partner = "character", part = "character", id = "character", class = "character", certainty = "character"))

# The mean of what was answered, when that is at least half.
half <- function(x) if (any(!is.na(x)) && 2 * sum(!is.na(x)) >= length(x)) mean(x, na.rm = TRUE) else NA
average <- function(x) if (all(is.na(x))) NA else mean(x, na.rm = TRUE)
gcd <- function(a, b) if (b == 0) a else gcd(b, a %% b)
step_of <- function(items) 1 / (length(items) * Reduce(function(a, b) a * b / gcd(a, b), items))

# Analysis of variance of people by partner: the variance within, known from 5 partners with two people or more.
analyse <- function(y, g) {
  kept <- !is.na(y); y <- y[kept]; g <- as.character(g[kept])
  m <- table(g); k <- length(m); n <- length(y)
  if (k < 2 || n <= k) return(list(within = NA, m = m, p = NA))
  means <- tapply(y, g, mean); msw <- sum((y - means[g])^2) / (n - k)
  msb <- sum(as.numeric(m) * (means[names(m)] - mean(y))^2) / (k - 1)
  list(within = if (sum(m >= 2) >= 5) msw else NA, m = m, p = pf(msb / msw, k - 1, n - k, lower.tail = FALSE))
}
# Wilson's interval with an effective number and t.
wilson <- function(x, N, m, within, lo, hi, step) {
  n <- length(x); if (n < 2) return(c(NA, NA))
  R <- hi - lo; p <- min(1, max(0, (mean(x) - lo) / R)); sampled <- var(x) / n
  v <- if (is.na(within)) sampled else (1 - n / N) * sampled + n / N * within * sum(1 / m) / n^2
  v <- max(v, step^2 / (12 * n))
  kept <- min(max(p, step / (R * n)), 1 - step / (R * n)); size <- kept * (1 - kept) / (v / R^2)
  t <- qt(.975, n - 1); w <- t^2 / size
  reach <- t * sqrt(p * (1 - p) / size + w / size / 4)
  lo + R * pmin(1, pmax(0, (p + w / 2 + c(-1, 1) * reach) / (1 + w)))
}
classify <- function(x, ci, analysis, lo, hi, weak, strong) {
  A <- hi - lo + 1; n <- length(x); eps <- 1e-9
  low <- sum(x < weak - eps); high <- sum(x >= strong - eps)
  split <- mean(abs(x - mean(x))) > A / 5 + eps && low >= max(2, n / 4) && high >= max(2, n / 4)
  name <- function(m) if (m < weak - eps) "weak" else if (split) "unequal" else
    if (m >= strong - eps && low <= max(1, floor(n / 10))) "strong" else "attention"
  found <- name(mean(x))
  sure <- if (found == "unequal") !is.na(analysis$within) && analysis$p < .01 &&
      sd(x) * sqrt((n - 1) / qchisq(.99, n - 1)) > A / 6 + eps else
    !anyNA(ci) && all(vapply(ci, function(m) if (m < weak - eps) "weak" else if (m >= strong - eps) "strong" else "attention", "") == found)
  c(found, if (sure) "clear" else "likely")
}
around <- function(m, ci, hindering, helping) {
  name <- function(x) if (!(x > hindering + 1e-9)) "hindering" else if (x < helping - 1e-9) "neither" else "helping"
  c(name(m), if (!anyNA(ci) && all(vapply(ci, name, "") == name(m))) "clear" else "likely")
}

rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)
network <- function(round, part, id, x, analysis, N, lo, hi, step, verdict) {
  m <- as.numeric(analysis$m[names(x)]); m[is.na(m)] <- 1; m <- m[!is.na(x)]
  x <- x[!is.na(x)]; n <- length(x); if (n == 0) return(invisible())
  ci <- wilson(x, N, m, analysis$within, lo, hi, step); found <- verdict(x, ci, analysis)
  s <- if (n > 1) sd(x) else NA; A <- hi - lo + 1
  add(round = round, level = "network", partner = NA, part = part, id = id, n = n, mean = mean(x), sd = s,
    ad = mean(abs(x - mean(x))), rwg = if (part == "facet") 1 - s^2 / ((A^2 - 1) / 12) else NA,
    index = if (part == "condition") NA else 100 * (mean(x) - lo) / (hi - lo),
    within = if (part == "condition") NA else analysis$within, ci_low = ci[1], ci_high = ci[2], class = found[1], certainty = found[2])
}

for (r in rounds$round) {
  N <- rounds$partners[rounds$round == r]
  asked <- function(file) {
    own <- codebook[codebook$file == file & !is.na(codebook$item), ]
    own[vapply(strsplit(own$rounds, " "), function(x) as.character(r) %in% x, TRUE), ]
  }
  items <- asked("responses.csv"); lo <- as.numeric(items$min[1]); hi <- as.numeric(items$max[1])
  weak <- rounds$weak[rounds$round == r]; strong <- rounds$strong[rounds$round == r]
  people <- answers$responses[answers$responses$round == r, ]
  for (i in seq_len(nrow(items))) {
    x <- people[[items$variable[i]]]; x[x < 0] <- NA
    people[[items$variable[i]]] <- if (items$reversed[i] == "1") lo + hi - x else x
  }
  said <- rowSums(!is.na(people[, items$variable, drop = FALSE])) > 0
  people <- people[said, ]
  ids <- sort(unique(people$partner)); scores <- list(facet = list(), concept = list())
  for (concept in unique(items$concept)) {
    facets <- unique(items$facet[items$concept == concept])
    variables <- lapply(facets, function(f) items$variable[items$facet == f & items$concept == concept])
    own <- matrix(vapply(variables, function(v) apply(people[, v, drop = FALSE], 1, half), numeric(nrow(people))), nrow = nrow(people))
    of_partner <- vapply(seq_along(facets), function(f) vapply(ids, function(p) average(own[people$partner == p, f]), 1), numeric(length(ids)))
    of_partner <- matrix(of_partner, nrow = length(ids), dimnames = list(ids, facets))
    for (f in seq_along(facets)) {
      scores$facet[[facets[f]]] <- of_partner[, f]
      network(r, "facet", facets[f], of_partner[, f], analyse(own[, f], people$partner), N, lo, hi, step_of(length(variables[[f]])),
        function(x, ci, a) classify(x, ci, a, lo, hi, weak, strong))
    }
    x <- apply(of_partner, 1, half); scores$concept[[concept]] <- x
    network(r, "concept", concept, x, analyse(apply(own, 1, half), people$partner), N, lo, hi, step_of(lengths(variables)), function(...) c(NA, NA))
  }
  for (part in names(scores)) for (id in names(scores[[part]])) for (p in ids) {
    m <- scores[[part]][[id]][[p]]; if (is.na(m)) next
    add(round = r, level = "partner", partner = p, part = part, id = id, n = sum(people$partner == p), mean = m, sd = NA, ad = NA, rwg = NA,
      index = 100 * (m - lo) / (hi - lo), within = NA, ci_low = NA, ci_high = NA, class = NA, certainty = NA)
  }
  conditions <- asked("conditions.csv"); people <- answers$conditions[answers$conditions$round == r, ]
  for (i in seq_len(nrow(conditions))) {
    y <- people[[conditions$variable[i]]]; y[y < 0] <- NA
    x <- vapply(sort(unique(people$partner)), function(p) average(y[people$partner == p]), 1)
    network(r, "condition", conditions$item[i], x, analyse(y, people$partner), N, as.numeric(conditions$min[i]), as.numeric(conditions$max[i]), 1,
      function(x, ci, a) around(mean(x), ci, rounds$hindering[rounds$round == r], rounds$helping[rounds$round == r]))
  }
}

recomputed <- do.call(rbind, rows)
write.csv(recomputed, "recomputed.csv", row.names = FALSE, na = "")
key <- function(d) paste(d$round, d$level, d$partner, d$part, d$id)
stopifnot(nrow(recomputed) == nrow(published), setequal(key(recomputed), key(published)))
recomputed <- recomputed[match(key(published), key(recomputed)), ]
figures <- c("n", "mean", "sd", "ad", "rwg", "index", "within", "ci_low", "ci_high")
differs <- vapply(figures, function(f) {
  a <- as.numeric(published[[f]]); b <- as.numeric(recomputed[[f]])
  if (any(is.na(a) != is.na(b))) Inf else max(0, abs(a - b), na.rm = TRUE)
}, 1)
words <- vapply(c("class", "certainty"), function(f) sum(paste(published[[f]]) != paste(recomputed[[f]])), 1)
cat(sprintf("%d scores; the largest difference is %.1e\n", nrow(published), max(differs)))
if (max(differs) > 1e-9 || sum(words) > 0) {
  print(differs); print(words)
  stop("These are not the scores of scores.csv.")
}
