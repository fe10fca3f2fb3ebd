# Reads the tables of this folder into R:   source("read.R")
# Afterwards: rounds, responses, conditions, partners, ties, scores, quality and codebook; and network when igraph is there.
# With haven, 'not asked', 'I don't know' and 'left open' stay three kinds of missing, with labels; without it they are NA.
# The language of the labels: "nl" or "en".
if (!exists("labels_in")) labels_in <- "en"
codebook <- read.csv("codebook.csv", colClasses = "character", na.strings = "", encoding = "UTF-8")
read_values <- function(text) {
  if (is.na(text)) return(NULL)
  parts <- regmatches(text, gregexpr("(^|; )-?[0-9]+ = ", text))[[1]]
  labels <- strsplit(text, "(^|; )-?[0-9]+ = ")[[1]]
  values <- as.numeric(gsub("[^0-9-]", "", parts))
  setNames(values, labels[nzchar(labels)])
}
read_table <- function(name) {
  columns <- codebook[codebook$file == paste0(name, ".csv"), ]
  classes <- c(string = "character", integer = "numeric", number = "numeric")[columns$type]
  data <- read.csv(paste0(name, ".csv"), colClasses = unname(classes), na.strings = "", encoding = "UTF-8")
  for (i in seq_len(nrow(columns))) {
    values <- read_values(columns[[paste0("values_", labels_in)]][i]); missing <- read_values(columns[[paste0("missing_", labels_in)]][i])
    x <- data[[i]]; label <- columns[[paste0("label_", labels_in)]][i]
    if (length(values) && requireNamespace("haven", quietly = TRUE)) {
      data[[i]] <- haven::labelled_spss(x, labels = c(values, missing), na_values = unname(missing), label = label)
    } else {
      x[x %in% missing] <- NA
      attr(x, "label") <- label; attr(x, "labels") <- values
      data[[i]] <- x
    }
  }
  data
}
rounds <- read_table("rounds"); responses <- read_table("responses"); conditions <- read_table("conditions")
partners <- read_table("partners"); ties <- read_table("ties"); scores <- read_table("scores"); quality <- read_table("quality")
if (requireNamespace("igraph", quietly = TRUE)) network <- igraph::read_graph("network.graphml", format = "graphml")
